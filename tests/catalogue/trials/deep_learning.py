"""Trials of neural networks, none of which has learnt anything."""

from __future__ import annotations

from kale_core.catalogue import Verdict
from tests.catalogue.trial import SAME, Like, Trial, Untried

_LINEAR = "m = torch.nn.Linear(2, 1)\nm.bias.data.fill_(5)\n"
_BIAS = "float(it.bias) == 5"
_RUNS = "float(it(torch.zeros(2))) == 5"
_ADAM = _LINEAR + "o = torch.optim.Adam(m.parameters(), lr=0.5)\nm(torch.ones(2)).backward()\no.step()\n"
_DATA = "d = torch.utils.data.TensorDataset(torch.arange(4))\n"
_JIT = _LINEAR + "import torch.jit\n"
_GPU = "needs a GPU"
_KERAS = "import keras\nm = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])\nm.compile('sgd', 'mse')\n"
_WEIGHTS = "[w.shape for w in it.get_weights()] == [(2, 1), (1,)]"
_FIT = _KERAS + "import numpy\nh = m.fit(numpy.ones((4, 2)), numpy.ones(4), verbose=0)\n"
_TABLE = "tensorflow.lookup.StaticHashTable(tensorflow.lookup.KeyValueTensorInitializer(['a'], [5]), 0)"
_TF_DATA = "d = tensorflow.data.Dataset.from_tensor_slices([1, 2])\n"
_LIGHTNING = (
    "import torch\nclass Model(lightning.LightningModule):\n"
    "    def __init__(self): super().__init__(); self.a = torch.nn.Linear(2, 1)\n"
    "    def training_step(self, batch, n): return self.a(batch).sum()\n"
    "    def configure_optimizers(self): return torch.optim.Adam(self.parameters())\n"
    "quiet = {'logger': False, 'enable_checkpointing': False, 'enable_progress_bar': False}\n"
    "t = lightning.Trainer(max_epochs=2, accelerator='cpu', **quiet)\n"
    "t.fit(Model(), torch.utils.data.DataLoader(torch.ones(4, 2)))\nt"
)
_BERT = (
    "transformers.BertModel(transformers.BertConfig(vocab_size=9, hidden_size=4, num_hidden_layers=1,"
    " num_attention_heads=1, intermediate_size=4))"
)
_WORDS = (
    "import tokenizers, tokenizers.models, tokenizers.pre_tokenizers\n"
    "t = tokenizers.Tokenizer(tokenizers.models.WordLevel({'[UNK]': 0, 'a': 1}, unk_token='[UNK]'))\n"
    "t.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()\n"
)
_TOKENIZER = (
    _WORDS + "import transformers\nf = transformers.PreTrainedTokenizerFast(tokenizer_object=t, unk_token='[UNK]')\n"
)
_PIPELINE = (
    _TOKENIZER + "import torch\nf.add_special_tokens({'pad_token': '[PAD]'})\n"
    f"transformers.pipeline('feature-extraction', {_BERT}, tokenizer=f)"
)
_ROWS = "datasets.Dataset.from_dict({'a': [1, 2]})"
_CSV = "import pathlib\npathlib.Path('f.csv').write_text('a\\n1\\n2\\n')\n"
_ONNX = (
    "import onnx.helper\nnode = onnx.helper.make_node('Identity', ['x'], ['y'])\n"
    "x, y = (onnx.helper.make_tensor_value_info(n, 1, [1]) for n in 'xy')\n"
    "graph = onnx.helper.make_graph([node], 'g', [x], [y])\n"
    "m = onnx.helper.make_model(graph, ir_version=9, opset_imports=[onnx.helper.make_opsetid('', 17)])\n"
)

TRIALS: dict[str, Trial | Like | Untried] = {
    "torch.tensor": Trial("torch.tensor([1, 2])", SAME),
    "torch.Tensor": Like("torch.tensor"),
    "torch.zeros": Trial("torch.zeros(2)", SAME),
    "torch.randn": Trial("torch.randn(2)", "it.shape == (2,) and bool((it != 0).all())"),
    "torch.from_numpy": Trial("import numpy\ntorch.from_numpy(numpy.ones(2))", SAME),
    "torch.nn.Parameter": Trial("torch.nn.Parameter(torch.ones(2))", "it.requires_grad and float(it.sum()) == 2"),
    "torch.device": Trial("torch.device('cpu')", SAME),
    "torch.dtype": Trial("torch.float32", "it is torch.float32"),
    "torch.nn.Module": Like("torch.nn.Linear"),
    "torch.nn.Linear": Trial(_LINEAR + "m", _BIAS),
    "torch.nn.Sequential": Trial(_LINEAR + "torch.nn.Sequential(m, torch.nn.ReLU())", "float(it[0].bias) == 5"),
    "torch.nn.CrossEntropyLoss": Trial("torch.nn.CrossEntropyLoss(reduction='sum')", "it.reduction == 'sum'"),
    "torch.optim.Adam": Trial(_ADAM + "o", "it.param_groups[0]['lr'] == 0.5 and len(it.state) == 2"),
    "torch.optim.lr_scheduler.StepLR": Trial(
        _ADAM + "torch.optim.lr_scheduler.StepLR(o, 1, 0.5)",
        "it.optimizer.step() or it.step() or it.get_last_lr() == [0.25]",
    ),
    "torch.amp.GradScaler": Trial("torch.amp.GradScaler('cpu', init_scale=4.0)", "it.get_scale() == 4"),
    "torch.utils.data.TensorDataset": Trial(_DATA + "d", "it[3][0] == 3"),
    "torch.utils.data.random_split": Trial(
        _DATA + "torch.utils.data.random_split(d, [2, 2])", "len(it[0]) == 2 and it[1][0]"
    ),
    "torch.utils.data.DataLoader": Trial(_DATA + "torch.utils.data.DataLoader(d, 2)", "[*it][1][0].tolist() == [2, 3]"),
    "torch.utils.data.DataLoader.__iter__": Trial(
        _DATA + "iter(torch.utils.data.DataLoader(d, 2))", "next(it)[0].tolist() == [0, 1]"
    ),
    "torch.Generator": Trial(
        "torch.Generator().manual_seed(5)",
        "torch.equal(torch.rand(2, generator=it), torch.rand(2, generator=torch.Generator().manual_seed(5)))",
        taken_for=Verdict.REFUSED,
    ),
    "torch.jit.script": Trial(_JIT + "torch.jit.script(m)", _RUNS, taken_for=Verdict.REFUSED),
    "torch.jit.trace": Trial(_JIT + "torch.jit.trace(m, torch.ones(2))", _RUNS, taken_for=Verdict.REFUSED),
    "torch.jit.ScriptModule": Like("torch.jit.script", taken_for=Verdict.REFUSED),
    "torch.compile": Trial(_LINEAR + "torch.compile(m, backend='eager')", _RUNS, taken_for=Verdict.REFUSED),
    "torch.cuda.Stream": Untried(_GPU),
    "torch.cuda.Event": Untried(_GPU),
    "torch.utils.tensorboard.SummaryWriter": Trial("torch.utils.tensorboard.SummaryWriter()", needs="tensorboard"),
    "tensorflow.summary.create_file_writer": Trial("tensorflow.summary.create_file_writer('logs')"),
    "torch.profiler.profile": Trial(
        "with torch.profiler.profile() as p:\n    torch.ones(2).sum()\np", "len(it.key_averages()) > 0"
    ),
    "lightning.Trainer": Trial(
        _LIGHTNING, "it.current_epoch == 2 and it.model.a.bias.shape == (1,)", taken_for=Verdict.REFUSED
    ),
    "pytorch_lightning.Trainer": Trial(
        _LIGHTNING.replace("lightning.", "pytorch_lightning."),
        "it.current_epoch == 2 and it.model.a.bias.shape == (1,)",
        taken_for=Verdict.REFUSED,
    ),
    "tensorflow.constant": Trial("tensorflow.constant([1, 2])", "it.numpy().tolist() == [1, 2]"),
    "tensorflow.Tensor": Like("tensorflow.constant"),
    "tensorflow.Variable": Trial("tensorflow.Variable([1, 2])", "it.assign_add([1, 1]).numpy().tolist() == [2, 3]"),
    "tensorflow.ragged.constant": Trial("tensorflow.ragged.constant([[1], [2, 3]])", "it.to_list() == [[1], [2, 3]]"),
    "tensorflow.data.Dataset.from_tensor_slices": Trial(_TF_DATA + "d", "[int(n) for n in it] == [1, 2]"),
    "tensorflow.data.Dataset": Like("tensorflow.data.Dataset.from_tensor_slices"),
    "tensorflow.data.Dataset.__iter__": Trial(_TF_DATA + "iter(d)"),
    "tensorflow.data.Dataset.as_numpy_iterator": Trial(_TF_DATA + "d.as_numpy_iterator()"),
    "tensorflow.function": Trial("@tensorflow.function\ndef f(n): return n + 1\nf(1)\nf", "int(it(1)) == 2"),
    "tensorflow.GradientTape": Trial(
        "x = tensorflow.Variable(3.0)\nwith tensorflow.GradientTape() as tape:\n    y = x * x\ntape",
        "len(it.watched_variables()) == 1",
    ),
    "tensorflow.lookup.StaticHashTable": Trial(_TABLE, "int(it.lookup(tensorflow.constant('a'))) == 5"),
    "tensorflow.random.Generator.from_seed": Trial(
        "tensorflow.random.Generator.from_seed(5)",
        "bool((it.normal([2]) == tensorflow.random.Generator.from_seed(5).normal([2])).numpy().all())",
        taken_for=Verdict.REFUSED,
    ),
    "tensorflow.random.Generator": Like("tensorflow.random.Generator.from_seed", taken_for=Verdict.REFUSED),
    "tensorflow.train.Checkpoint": Trial(
        "tensorflow.train.Checkpoint(v=tensorflow.Variable(5))", "int(it.v) == 5", taken_for=Verdict.REFUSED
    ),
    "tensorflow.compat.v1.Session": Trial("tensorflow.compat.v1.Session(graph=tensorflow.Graph())"),
    "tensorflow.distribute.MirroredStrategy": Trial("tensorflow.distribute.MirroredStrategy(['/cpu:0'])"),
    "tensorflow.io.gfile.GFile": Trial(
        "open('f', 'w').write('a')\ntensorflow.io.gfile.GFile('f')", "it.read() == 'a'", taken_for=Verdict.REFUSED
    ),
    "tensorflow.saved_model.load": Trial(
        "m = tensorflow.Module()\nm.v = tensorflow.Variable(5)\ntensorflow.saved_model.save(m, 'm')\n"
        "tensorflow.saved_model.load('m')",
        "int(it.v) == 5",
    ),
    "keras.Model": Like("keras.Sequential"),
    "keras.Sequential": Trial(_KERAS + "m", _WEIGHTS),
    "keras.models.Sequential": Like("keras.Sequential"),
    "keras.models.Model": Like("keras.Sequential"),
    "keras.models.load_model": Trial(_KERAS + "m.save('m.keras')\nkeras.models.load_model('m.keras')", _WEIGHTS),
    "tensorflow.keras.Model": Like("tensorflow.keras.Sequential"),
    "tensorflow.keras.Sequential": Trial(_KERAS.replace("keras.", "tensorflow.keras.") + "m", _WEIGHTS),
    "tensorflow.keras.models.Sequential": Like("tensorflow.keras.Sequential"),
    "tensorflow.keras.models.Model": Like("tensorflow.keras.Sequential"),
    "tensorflow.keras.models.load_model": Trial(
        _KERAS + "m.save('m.keras')\ntensorflow.keras.models.load_model('m.keras')", _WEIGHTS
    ),
    "keras.layers.Dense": Trial("l = keras.layers.Dense(1)\nl.build((None, 2))\nl", _WEIGHTS),
    "keras.optimizers.Adam": Trial("keras.optimizers.Adam(0.5)", "float(it.learning_rate) == 0.5"),
    "keras.losses.MeanSquaredError": Trial("keras.losses.MeanSquaredError()", "float(it([1.0], [2.0])) == 1"),
    "tensorflow.keras.layers.Dense": Trial("l = tensorflow.keras.layers.Dense(1)\nl.build((None, 2))\nl", _WEIGHTS),
    "tensorflow.keras.optimizers.Adam": Trial(
        "tensorflow.keras.optimizers.Adam(0.5)", "float(it.learning_rate) == 0.5"
    ),
    "keras.Model.fit": Trial(_FIT + "h", "len(it.history['loss']) == 1"),
    "keras.callbacks.History": Like("keras.Model.fit"),
    "tensorflow.keras.callbacks.History": Trial(
        _FIT.replace("import keras", "import keras, tensorflow") + "h", "len(it.history['loss']) == 1"
    ),
    "keras.utils.PyDataset": Trial(
        "class Numbers(keras.utils.PyDataset):\n    def __len__(self): return 2\n"
        "    def __getitem__(self, n): return n, n\nNumbers()",
        "it[1] == (1, 1)",
        taken_for=Verdict.REFUSED,
    ),
    "keras.utils.Sequence": Like("keras.utils.PyDataset", taken_for=Verdict.REFUSED),
    "tensorflow.keras.utils.Sequence": Trial(
        "class Numbers(tensorflow.keras.utils.Sequence):\n    def __len__(self): return 2\n"
        "    def __getitem__(self, n): return n, n\nNumbers()",
        "it[1] == (1, 1)",
        taken_for=Verdict.REFUSED,
    ),
    "jax.numpy.array": Trial("jax.numpy.array([1, 2])", SAME),
    "jax.numpy.zeros": Trial("jax.numpy.zeros(2)", SAME),
    "jax.Array": Like("jax.numpy.array"),
    "jax.random.key": Trial(
        "jax.random.key(5)", "bool((jax.random.split(it)[0] == jax.random.split(jax.random.key(5))[0]).all())"
    ),
    "jax.random.PRNGKey": Trial("jax.random.PRNGKey(5)", SAME),
    "jax.grad": Trial("jax.grad(lambda x: x ** 2)", "float(it(3.0)) == 6"),
    "jax.vmap": Trial("jax.vmap(lambda x: x + 1)", "it(jax.numpy.zeros(2)).tolist() == [1, 1]"),
    "jax.jit": Trial("f = jax.jit(lambda x: x + 1)\nf(1)\nf", "int(it(1)) == 2", taken_for=Verdict.REFUSED),
    "jax.devices": Trial("jax.devices()", "it == jax.devices()"),
    "transformers.BertModel": Trial("import torch\n" + _BERT, "it.config.vocab_size == 9", needs="torch"),
    "transformers.BertConfig": Trial("transformers.BertConfig(vocab_size=9)", "it.vocab_size == 9"),
    "transformers.AutoModel.from_pretrained": Trial(
        _BERT + ".save_pretrained('m')\ntransformers.AutoModel.from_pretrained('m')",
        "it.config.vocab_size == 9",
        needs="torch",
    ),
    "transformers.AutoTokenizer.from_pretrained": Trial(
        _TOKENIZER + "f.save_pretrained('m')\ntransformers.AutoTokenizer.from_pretrained('m')",
        "it('a')['input_ids'] == [1]",
    ),
    "transformers.PreTrainedModel": Like("transformers.BertModel"),
    "transformers.PreTrainedTokenizerFast": Trial(_TOKENIZER + "f", "it('a')['input_ids'] == [1]"),
    "transformers.pipeline": Trial(_PIPELINE, "len(it('a')) == 1", needs="torch"),
    "transformers.Pipeline": Like("transformers.pipeline"),
    "transformers.TrainingArguments": Trial(
        "transformers.TrainingArguments('out')", "it.output_dir.endswith('out')", needs="torch"
    ),
    "tokenizers.Tokenizer": Trial(_WORDS + "t", "it.encode('a').ids == [1]"),
    "sentence_transformers.SentenceTransformer": Trial(
        "import torch\nsentence_transformers.SentenceTransformer(modules=[torch.nn.Identity()])", "len(it) == 1"
    ),
    "transformers.Trainer": Trial(
        "model = "
        + _BERT.replace("BertModel(", "BertForSequenceClassification(")
        + "\ndata = [{'input_ids': [1, 2], 'labels': 0}] * 4\n"
        "options = transformers.TrainingArguments('out', report_to=[], max_steps=1)\n"
        "t = transformers.Trainer(model, options, train_dataset=data)\n"
        "t.train()\nt",
        "it.predict(it.train_dataset).predictions.shape == (4, 2)",
        needs="accelerate",
        taken_for=Verdict.REFUSED,
    ),
    "transformers.TextIteratorStreamer": Trial(_TOKENIZER + "transformers.TextIteratorStreamer(f)"),
    "datasets.Dataset.from_dict": Trial(_ROWS, "it['a'][:] == [1, 2]"),
    "datasets.Dataset": Like("datasets.Dataset.from_dict"),
    "datasets.DatasetDict": Trial("datasets.DatasetDict(train=" + _ROWS + ")", "it['train']['a'][:] == [1, 2]"),
    "datasets.load_dataset": Trial(
        _CSV + "datasets.load_dataset('csv', data_files='f.csv', cache_dir='cache')",
        "it['train']['a'][:] == [1, 2]",
        taken_for=Verdict.DEAD,
    ),
    "datasets.load_from_disk": Trial(
        _ROWS + ".save_to_disk('d')\ndatasets.load_from_disk('d')", "it['a'][:] == [1, 2]", taken_for=Verdict.DEAD
    ),
    "datasets.Dataset.from_generator": Trial(
        "datasets.Dataset.from_generator(lambda: ({'a': n} for n in (1, 2)), cache_dir='cache')",
        "it['a'][:] == [1, 2]",
        taken_for=Verdict.DEAD,
    ),
    "datasets.Dataset.from_csv": Trial(
        _CSV + "datasets.Dataset.from_csv('f.csv', cache_dir='cache')", "it['a'][:] == [1, 2]", taken_for=Verdict.DEAD
    ),
    "onnxruntime.InferenceSession": Trial(
        _ONNX + "import onnxruntime\nonnxruntime.InferenceSession(m.SerializeToString())",
        "it.get_inputs()[0].name == 'x'",
        needs="onnx",
    ),
    "onnx.load": Trial(_ONNX + "onnx.save(m, 'm.onnx')\nonnx.load('m.onnx')", "it.graph.name == 'g'"),
    "onnx.ModelProto": Like("onnx.load"),
}
