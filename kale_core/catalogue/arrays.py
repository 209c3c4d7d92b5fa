"""Arrays and the files that hold them: NumPy, SciPy, HDF5, Zarr, netCDF, xarray."""

from __future__ import annotations

from kale_core.catalogue.entry import Verdict, rows

_WHOLE = "is saved whole"
_OPEN = "is open in one process only"
_LOAD = "load the values, and pass those, such as `dataset[:]`"

ENTRIES = (
    *rows(
        """
        numpy.array                            numpy.ndarray
        numpy.ndarray
        numpy.arange                           numpy.ndarray
        numpy.zeros                            numpy.ndarray
        numpy.load                             numpy.ndarray
        numpy.loadtxt                          numpy.ndarray
        numpy.ma.masked_array                  numpy.ma.MaskedArray
        numpy.matrix
        numpy.recarray
        numpy.dtype
        numpy.poly1d
        numpy.float64
        """,
        Verdict.CROSSES,
        "an array",
        _WHOLE,
    ),
    *rows(
        """
        numpy.memmap
        """,
        Verdict.CROSSES,
        "an array in a file",
        "is saved with its values, without the file",
    ),
    *rows(
        """
        numpy.random.default_rng               numpy.random.Generator
        numpy.random.Generator
        numpy.random.RandomState
        numpy.random.SeedSequence
        numpy.random.PCG64
        """,
        Verdict.CROSSES,
        "a random number generator",
        "is saved with its state",
    ),
    *rows(
        """
        numpy.vectorize
        """,
        Verdict.CROSSES,
        "a function for arrays",
        "is saved with what it needs",
    ),
    *rows(
        """
        numpy.frompyfunc                       numpy.ufunc
        """,
        Verdict.REFUSED,
        "a function for arrays",
        "cannot be taken apart",
        "pass the Python function, and wrap it in each step",
    ),
    *rows(
        """
        numpy.nditer
        numpy.ndenumerate
        numpy.broadcast
        numpy.ndarray.flat                     numpy.flatiter
        """,
        Verdict.REFUSED,
        "an iterator over an array",
        "cannot be saved with its position",
        "pass the array",
    ),
    *rows(
        """
        numpy.ndindex
        """,
        Verdict.CROSSES,
        "an iterator over indices",
        "is saved with its position",
    ),
    *rows(
        """
        numpy.lib.npyio.NpzFile
        """,
        Verdict.REFUSED,
        "an open npz file",
        _OPEN,
        "pass the arrays, such as `dict(...)` of it",
    ),
    *rows(
        """
        scipy.sparse.csr_matrix
        scipy.sparse.coo_array
        scipy.interpolate.interp1d
        scipy.interpolate.CubicSpline
        scipy.spatial.KDTree
        scipy.spatial.cKDTree
        scipy.stats.norm
        scipy.stats.gaussian_kde
        scipy.optimize.minimize                scipy.optimize.OptimizeResult
        """,
        Verdict.CROSSES,
        "a result of SciPy",
        _WHOLE,
    ),
    *rows(
        """
        scipy.io.netcdf_file
        """,
        Verdict.REFUSED,
        "an open netCDF file",
        _OPEN,
        _LOAD,
    ),
    *rows(
        """
        h5py.File
        tables.open_file                       tables.File
        tables.File
        """,
        Verdict.REFUSED,
        "an open HDF5 file",
        _OPEN,
        _LOAD,
    ),
    *rows(
        """
        h5py.File.create_group                 h5py.Group
        h5py.Group
        h5py.File.create_dataset               h5py.Dataset
        h5py.File.__getitem__                  h5py.Dataset
        h5py.Group.__getitem__                 h5py.Dataset
        h5py.Dataset
        """,
        Verdict.REFUSED,
        "a part of an open HDF5 file",
        _OPEN,
        _LOAD,
    ),
    *rows(
        """
        netCDF4.Dataset
        netCDF4.Dataset.variables              builtins.dict
        """,
        Verdict.REFUSED,
        "an open netCDF file",
        _OPEN,
        _LOAD,
    ),
    *rows(
        """
        zarr.open                              zarr.Array
        zarr.open_array                        zarr.Array
        zarr.create_array                      zarr.Array
        zarr.Array
        """,
        Verdict.DEAD,
        "a Zarr array",
        "is saved as a path, without the data",
        _LOAD,
    ),
    *rows(
        """
        zarr.open_group                        zarr.Group
        zarr.Group
        """,
        Verdict.DEAD,
        "a Zarr group",
        "is saved as a path, without the data",
        _LOAD,
    ),
    *rows(
        """
        xarray.open_dataset                    xarray.Dataset
        xarray.open_dataarray                  xarray.DataArray
        xarray.open_mfdataset                  xarray.Dataset
        xarray.open_zarr                       xarray.Dataset
        """,
        Verdict.DEAD,
        "a dataset that is read when it is needed",
        "is saved as a path, without the data",
        "load the values before passing it: `dataset.load()`",
    ),
    *rows(
        """
        xarray.Dataset
        xarray.DataArray
        xarray.load_dataset                    xarray.Dataset
        """,
        Verdict.CROSSES,
        "a labelled array",
        _WHOLE,
    ),
    *rows(
        """
        rasterio.open                          rasterio.io.DatasetReader
        """,
        Verdict.REFUSED,
        "an open raster file",
        _OPEN,
        "pass the values, such as `dataset.read()`",
    ),
)
