"""Trials of arrays, and of the files that hold them."""

from __future__ import annotations

from kale_core.catalogue import Verdict
from tests.catalogue.trial import SAME, Like, Trial, Untried

_H5 = "f = h5py.File('f.h5', 'w')\n"
_NC = "d = netCDF4.Dataset('f.nc', 'w')\n"
_XARRAY = "xarray.Dataset({'a': ('x', [1, 2])})"
_XARRAY_FILE = "import numpy\n" + _XARRAY + ".to_netcdf('f.nc')\n"
_SUM = "int(it.a.sum()) == 3"
_GEOTIFF = (
    "import numpy, rasterio.io\n"
    "with rasterio.open('f.tif', 'w', driver='GTiff', width=2, height=2, count=1, dtype='uint8') as f:\n"
    "    f.write(numpy.ones((1, 2, 2), 'uint8'))\n"
)

TRIALS: dict[str, Trial | Like | Untried] = {
    "numpy.array": Trial("numpy.array([1, 2])", SAME),
    "numpy.ndarray": Like("numpy.array"),
    "numpy.arange": Trial("numpy.arange(3)", SAME),
    "numpy.zeros": Trial("numpy.zeros((2, 2))", SAME),
    "numpy.load": Trial("numpy.save('f.npy', [1, 2])\nnumpy.load('f.npy')", "it.tolist() == [1, 2]"),
    "numpy.loadtxt": Trial("numpy.loadtxt(['1 2'])", SAME),
    "numpy.ma.masked_array": Trial("numpy.ma.masked_array([1, 2], [0, 1])", "it.sum() == 1"),
    "numpy.matrix": Trial("numpy.matrix('1 2')", SAME),
    "numpy.recarray": Trial("numpy.rec.array([(1, 2.0)], names='a,b')", "it.a[0] == 1 and it[0].b == 2"),
    "numpy.dtype": Trial("numpy.dtype([('a', 'i4')])", SAME),
    "numpy.poly1d": Trial("numpy.poly1d([1, 2])", "it(1) == 3"),
    "numpy.float64": Trial("numpy.float64(0.1)", SAME),
    "numpy.memmap": Trial(
        "m = numpy.memmap('f', dtype='i4', mode='w+', shape=2)\nm[:] = 1, 2\nm", "it.tolist() == [1, 2]"
    ),
    "numpy.random.default_rng": Trial(
        "numpy.random.default_rng(5)", "it.random() == numpy.random.default_rng(5).random()"
    ),
    "numpy.random.Generator": Like("numpy.random.default_rng"),
    "numpy.random.RandomState": Trial("numpy.random.RandomState(5)", "it.rand() == numpy.random.RandomState(5).rand()"),
    "numpy.random.SeedSequence": Trial("numpy.random.SeedSequence(5)", "it.entropy == 5 and it.spawn(1)"),
    "numpy.random.PCG64": Trial("numpy.random.PCG64(5)", "it.random_raw() == numpy.random.PCG64(5).random_raw()"),
    "numpy.vectorize": Trial("numpy.vectorize(lambda n: n + 1)", "it([1]).tolist() == [2]"),
    "numpy.frompyfunc": Trial("numpy.frompyfunc(lambda n: n + 1, 1, 1)", "it(1) == 2"),
    "numpy.nditer": Trial("numpy.nditer([1, 2])"),
    "numpy.ndenumerate": Trial("numpy.ndenumerate([1, 2])", "next(it) == ((0,), 1)"),
    "numpy.ndindex": Trial("numpy.ndindex(2)", "next(it) == (0,)", taken_for=Verdict.REFUSED),
    "numpy.broadcast": Trial("numpy.broadcast([1], [2])", "next(it) == (1, 2)"),
    "numpy.ndarray.flat": Trial("numpy.array([1, 2]).flat", "[*it] == [1, 2]"),
    "numpy.lib.npyio.NpzFile": Trial("numpy.savez('f.npz', a=[1])\nnumpy.load('f.npz')", "it['a'].tolist() == [1]"),
    "scipy.sparse.csr_matrix": Trial("scipy.sparse.csr_matrix([[0, 1]])", "it.toarray().tolist() == [[0, 1]]"),
    "scipy.sparse.coo_array": Trial("scipy.sparse.coo_array([[0, 1]])", "it.toarray().tolist() == [[0, 1]]"),
    "scipy.interpolate.interp1d": Trial("scipy.interpolate.interp1d([0, 1], [0, 2])", "it(0.5) == 1"),
    "scipy.interpolate.CubicSpline": Trial("scipy.interpolate.CubicSpline([0, 1], [0, 2])", "it(1) == 2"),
    "scipy.spatial.KDTree": Trial("scipy.spatial.KDTree([[0, 0], [1, 1]])", "it.query([1, 1])[1] == 1"),
    "scipy.spatial.cKDTree": Trial("scipy.spatial.cKDTree([[0, 0], [1, 1]])", "it.query([1, 1])[1] == 1"),
    "scipy.stats.norm": Trial("scipy.stats.norm(1, 2)", "it.mean() == 1"),
    "scipy.stats.gaussian_kde": Trial("scipy.stats.gaussian_kde([0, 1, 2])", "it(1)[0] > it(5)[0]"),
    "scipy.optimize.minimize": Trial("scipy.optimize.minimize(lambda x: x[0] ** 2, [1])", "abs(it.x[0]) < 0.01"),
    "scipy.io.netcdf_file": Trial("scipy.io.netcdf_file('f.nc', 'w')"),
    "h5py.File": Trial(_H5 + "f"),
    "h5py.File.create_group": Trial(_H5 + "f.create_group('g')"),
    "h5py.File.create_dataset": Trial(_H5 + "f.create_dataset('d', data=[1])"),
    "h5py.File.__getitem__": Trial(_H5 + "f['d'] = [1]\nf['d']"),
    "h5py.Group": Like("h5py.File.create_group"),
    "h5py.Group.__getitem__": Trial(_H5 + "g = f.create_group('g')\ng['d'] = [1]\ng['d']"),
    "h5py.Dataset": Like("h5py.File.create_dataset"),
    "tables.open_file": Trial("tables.open_file('f.h5', 'w')"),
    "tables.File": Like("tables.open_file"),
    "netCDF4.Dataset": Trial(_NC + "d"),
    "netCDF4.Dataset.variables": Trial(
        _NC + "d.createDimension('x', 2)\nd.createVariable('a', 'i4', 'x')\nd.variables"
    ),
    "zarr.open": Trial("z = zarr.open('z', shape=2, dtype='i4')\nz[:] = 1\nz", "it[:].tolist() == [1, 1]"),
    "zarr.open_array": Trial(
        "z = zarr.open_array('z', mode='w', shape=2, dtype='i4')\nz[:] = 1\nz", "it[:].tolist() == [1, 1]"
    ),
    "zarr.open_group": Trial(
        "z = zarr.open_group('z')\nz.create_array('a', shape=2, dtype='i4')\nz", "it['a'].shape == (2,)"
    ),
    "zarr.create_array": Trial(
        "z = zarr.create_array('z', shape=2, dtype='i4')\nz[:] = 1\nz", "it[:].tolist() == [1, 1]"
    ),
    "zarr.Array": Like("zarr.open"),
    "zarr.Group": Like("zarr.open_group"),
    "xarray.open_dataset": Trial(_XARRAY_FILE + "xarray.open_dataset('f.nc')", _SUM, needs="netCDF4"),
    "xarray.open_dataarray": Trial(
        _XARRAY_FILE + "xarray.open_dataarray('f.nc')", "int(it.sum()) == 3", needs="netCDF4"
    ),
    "xarray.open_mfdataset": Trial(_XARRAY_FILE + "xarray.open_mfdataset(['f.nc'])", _SUM, needs="netCDF4 dask"),
    "xarray.open_zarr": Trial(_XARRAY + ".to_zarr('f')\nxarray.open_zarr('f')", _SUM, needs="zarr dask"),
    "xarray.Dataset": Trial(_XARRAY, _SUM),
    "xarray.DataArray": Trial("xarray.DataArray([1, 2])", "int(it.sum()) == 3"),
    "xarray.load_dataset": Trial(_XARRAY_FILE + "xarray.load_dataset('f.nc')", _SUM, needs="netCDF4"),
    "rasterio.open": Trial(_GEOTIFF + "rasterio.open('f.tif')", "it.read().sum() == 4"),
}
