"""Which calls read and write files, and which of their arguments is the path.

A key is the whole dotted name of a library member, or `.name` for whatever has that last name: most names say
what they do in every library. A value is the position of the path among the positional arguments. What is not listed
is taken to touch no file.
"""

from __future__ import annotations


def _table(position: int, names: str) -> dict[str, int]:
    return dict.fromkeys(names.split(), position)


READS = {
    **_table(
        0,
        """
        .read_csv .read_table .read_fwf .read_parquet .read_json .read_ndjson .read_excel .read_pickle .read_feather
        .read_ipc .read_hdf .read_orc .read_stata .read_sas .read_spss .read_xml .read_file .read_text .read_bytes
        .read_image .imread .load_img .loadtxt .genfromtxt .fromfile .loadmat .load_npz .load_model .load_weights
        .load_learner .load_from_checkpoint .load_from_disk .load_files .load_svmlight_file .from_pretrained
        .scan_csv .scan_parquet .flow_from_directory .image_dataset_from_directory .ImageFolder .InferenceSession
        .upload_file .upload_from_filename .iterdir .listdir .scandir os.walk glob.glob glob.iglob
        joblib.load numpy.load numpy.memmap torch.load torch.jit.load tensorflow.saved_model.load onnx.load
        PIL.Image.open soundfile.read librosa.load scipy.io.wavfile.read torchaudio.load dotenv.dotenv_values
        IPython.display.Image IPython.display.Video IPython.display.Audio
        xarray.open_dataset netCDF4.Dataset fiona.open osgeo.gdal.Open runpy.run_path
        """,
    ),
    **_table(2, ".fput_object"),
}

WRITES = {
    **_table(
        0,
        """
        .to_csv .to_parquet .to_pickle .to_json .to_excel .to_feather .to_hdf .to_html .to_latex .to_markdown .to_orc
        .to_stata .to_xml .to_file .to_netcdf .write_text .write_bytes .write_csv .write_parquet .write_json .write_ipc
        .write_html .write_image .savefig .save .save_model .save_weights .save_npz .savemat .savetxt .imsave .imwrite
        .tofile .touch .download_to_filename .ModelCheckpoint .CSVLogger .to_filename .dump_model
        numpy.save numpy.savez numpy.savez_compressed cv2.imwrite soundfile.write scipy.io.wavfile.write torchaudio.save
        """,
    ),
    **_table(
        1,
        """
        joblib.dump torch.save torch.jit.save torchvision.utils.save_image onnx.save onnx.save_model
        keras.models.save_model tensorflow.keras.models.save_model urllib.request.urlretrieve wget.download
        gdown.download
        """,
    ),
    **_table(2, ".download_file .fget_object"),
}

# They fill a folder with files whose names are not known.
FILLS = {
    **_table(0, ".extractall .save_pretrained .save_to_disk .snapshot_download git.Repo.clone_from"),
    **_table(1, "tensorflow.saved_model.save mlflow.sklearn.save_model shutil.unpack_archive .save_detector"),
}
MAKES = _table(0, "os.makedirs os.mkdir .mkdir")
CHECKS = _table(0, "os.path.exists os.path.isfile os.path.isdir os.path.getsize .exists .is_file .is_dir")

# The mode is the argument after the path; without one, they read.
OPENS = _table(
    0,
    """
    builtins.open io.open codecs.open gzip.open bz2.open lzma.open tarfile.open zipfile.ZipFile h5py.File
    rasterio.open smart_open.open
    """,
)
# They read and add to what is there.
STORES = _table(0, "sqlite3.connect shelve.open pandas.HDFStore tinydb.TinyDB")
# From the first argument to the second.
COPIES = frozenset("shutil.copy shutil.copy2 shutil.copyfile shutil.copytree".split())
MOVES = frozenset("shutil.move os.rename os.replace".split())
# Data sets with a folder, `root`, which the argument `download` fills.
DATASETS = ("torchvision.datasets.", "torchaudio.datasets.", "torchtext.datasets.")

PATH_KEYWORDS = frozenset(
    """
    Filename directory dst export_dir extract_dir file file_name file_path filename filepath filepath_or_buffer fn fname
    folder io local_dir out outfile output path path_or_buf path_or_url root save_directory src target to_path
    """.split()
)

# They make the folder of the file that they write; all others need one.
MAKE_THEIR_FOLDER = frozenset(
    """
    .save .save_model .save_weights .ModelCheckpoint .CSVLogger .touch keras.models.save_model
    tensorflow.keras.models.save_model
    """.split()
)

# Endings that a function adds to a path that does not have them.
SUFFIXES = {"numpy.save": ".npy", "numpy.savez": ".npz", "numpy.savez_compressed": ".npz"}

# Calls that run their first argument in a shell.
SHELLS = frozenset(
    """
    os.system os.popen subprocess.run subprocess.call subprocess.check_call subprocess.check_output
    subprocess.getoutput subprocess.Popen
    """.split()
)

# What is never a file of somebody's: devices, and what the kernel shows.
SPECIAL = ("/dev/", "/proc/", "/sys/")

# Where images have their working directory. A volume at or below one of them may hold relative paths.
HOMES = ("/app", "/home", "/notebooks", "/opt", "/root", "/srv", "/usr", "/work", "/workdir", "/workspace")
