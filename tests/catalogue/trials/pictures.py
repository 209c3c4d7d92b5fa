"""Trials of plots, pictures and films."""

from __future__ import annotations

from kale_core.catalogue import Verdict
from tests.catalogue.trial import SAME, Like, Trial, Untried

_PNG = "PIL.Image.new('RGB', (2, 2), 'red').save('f.png')\n"
_ARRAY = "import numpy\na = numpy.zeros((9, 9, 3), 'u1')\n"
_RED = "it.getpixel((0, 0)) == (255, 0, 0)"
_FRAME = "__import__('pandas').DataFrame({'a': [1, 2], 'b': [1, 2]})"
_FONT = "__import__('matplotlib').get_data_path() + '/fonts/ttf/DejaVuSans.ttf'"

TRIALS: dict[str, Trial | Like | Untried] = {
    "matplotlib.pyplot.figure": Trial(
        "f = matplotlib.pyplot.figure()\nf.suptitle('a')\nf",
        "it._suptitle.get_text() == 'a' and it.savefig('f.png') is None",
    ),
    "matplotlib.pyplot.gcf": Trial(
        "matplotlib.pyplot.figure()\nmatplotlib.pyplot.gcf()", "it.savefig('f.png') is None"
    ),
    "matplotlib.pyplot.gca": Trial(
        "matplotlib.pyplot.figure()\nmatplotlib.pyplot.gca()", "it.plot([1]) and it.figure.savefig('f.png') is None"
    ),
    "matplotlib.pyplot.subplots": Trial("matplotlib.pyplot.subplots()", "it[1].figure is it[0]"),
    "matplotlib.pyplot.subplot": Trial(
        "matplotlib.pyplot.figure()\nmatplotlib.pyplot.subplot(111)",
        "it.plot([1]) and it.figure.savefig('f.png') is None",
    ),
    "matplotlib.pyplot.plot": Trial(
        "matplotlib.pyplot.figure()\nmatplotlib.pyplot.plot([1, 2])", "it[0].get_ydata().tolist() == [1, 2]"
    ),
    "matplotlib.pyplot.scatter": Trial(
        "matplotlib.pyplot.figure()\nmatplotlib.pyplot.scatter([1], [2])", "it.get_offsets().tolist() == [[1, 2]]"
    ),
    "matplotlib.pyplot.hist": Trial(
        "matplotlib.pyplot.figure()\nmatplotlib.pyplot.hist([1, 2], bins=2)", "it[0].tolist() == [1, 1]"
    ),
    "matplotlib.pyplot.imshow": Trial(
        "matplotlib.pyplot.figure()\nmatplotlib.pyplot.imshow([[1, 2]])", "it.get_array().tolist() == [[1, 2]]"
    ),
    "matplotlib.figure.Figure": Like("matplotlib.pyplot.figure"),
    "matplotlib.axes.Axes": Like("matplotlib.pyplot.gca"),
    "matplotlib.colors.LinearSegmentedColormap": Trial(
        "matplotlib.colors.LinearSegmentedColormap.from_list('a', ['red', 'blue'])", "it(0.0) == (1, 0, 0, 1)"
    ),
    "seaborn.heatmap": Trial("seaborn.heatmap([[1, 2]])", "it.figure.savefig('f.png') is None"),
    "seaborn.pairplot": Trial(f"seaborn.pairplot({_FRAME})", "it.figure.savefig('f.png') is None"),
    "seaborn.FacetGrid": Trial(f"seaborn.FacetGrid({_FRAME})", "it.figure.savefig('f.png') is None"),
    "pandas.DataFrame.plot.__call__": Trial(
        _FRAME + ".plot()", "it.figure.savefig('f.png') is None", needs="matplotlib"
    ),
    "matplotlib.animation.FuncAnimation": Trial(
        "import matplotlib.pyplot\nmatplotlib.animation.FuncAnimation(matplotlib.pyplot.figure(), lambda n: [], 2)",
        "'<' in it.to_jshtml()",
        taken_for=Verdict.REFUSED,
    ),
    "matplotlib.backends.backend_pdf.PdfPages": Trial(
        "import matplotlib.pyplot\np = matplotlib.backends.backend_pdf.PdfPages('f.pdf')\n"
        "p.savefig(matplotlib.pyplot.figure())\np",
        "it.get_pagecount() == 1 and it.close() is None",
    ),
    "plotly.graph_objects.Figure": Trial("plotly.graph_objects.Figure(layout={'title': {'text': 'a'}})", SAME),
    "plotly.graph_objs.Figure": Like("plotly.graph_objects.Figure"),
    "plotly.express.scatter": Trial("plotly.express.scatter(x=[1], y=[2])", SAME),
    "plotly.express.line": Trial("plotly.express.line(x=[1], y=[2])", SAME),
    "altair.Chart": Trial(f"altair.Chart({_FRAME}).mark_point()", "it.to_dict()['mark']['type'] == 'point'"),
    "bokeh.plotting.figure": Trial(
        "f = bokeh.plotting.figure(title='a')\nf.line([1], [2])\nf",
        "it.title.text == 'a' and len(it.renderers) == 1",
        taken_for=Verdict.CROSSES,
    ),
    "PIL.Image.open": Trial(_PNG + "PIL.Image.open('f.png')", _RED),
    "PIL.Image.new": Trial("PIL.Image.new('RGB', (2, 2), 'red')", _RED),
    "PIL.Image.fromarray": Trial(_ARRAY + "a[:, :, 0] = 255\nPIL.Image.fromarray(a)", _RED),
    "PIL.Image.Image": Like("PIL.Image.open"),
    "PIL.ImageFont.load_default": Trial(
        "PIL.ImageFont.load_default()", "it.getbbox('a')[2] > 0", taken_for=Verdict.CROSSES
    ),
    "PIL.ImageDraw.Draw": Trial(
        "import PIL.Image\nPIL.ImageDraw.Draw(PIL.Image.new('RGB', (2, 2)))", "it.point((0, 0)) is None"
    ),
    "PIL.ImageFont.truetype": Trial(
        f"import pathlib, shutil\nshutil.copy({_FONT}, 'f.ttf')\nPIL.ImageFont.truetype('f.ttf')",
        "it.getbbox('a')[2] > 0",
        needs="matplotlib",
        taken_for=Verdict.DEAD,
    ),
    "cv2.VideoCapture": Trial("cv2.VideoCapture('none.mp4')"),
    "cv2.VideoWriter": Trial("cv2.VideoWriter('f.avi', cv2.VideoWriter.fourcc(*'MJPG'), 1, (9, 9))"),
    "cv2.KeyPoint": Trial("cv2.KeyPoint(1, 2, 3)", "it.pt == (1, 2)"),
    "cv2.ORB_create": Trial("cv2.ORB_create()"),
    "cv2.SIFT_create": Trial("cv2.SIFT_create()"),
    "cv2.BFMatcher": Trial("cv2.BFMatcher()"),
    "cv2.dnn.readNet": Trial("cv2.dnn.Net()"),
    "cv2.imread": Trial(_ARRAY + "cv2.imwrite('f.png', a)\ncv2.imread('f.png')", "it.shape == (9, 9, 3)"),
}
