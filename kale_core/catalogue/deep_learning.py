"""Neural networks: PyTorch, TensorFlow, Keras, JAX, Transformers, ONNX."""

from __future__ import annotations

from kale_core.catalogue.entry import Verdict, rows

_WHOLE = "is saved whole"
_MODEL = "is saved with what it has learnt"
_CREATE = "create it in the step that uses it"

ENTRIES = (
    *rows(
        """
        torch.tensor                                   torch.Tensor
        torch.Tensor
        torch.zeros                                    torch.Tensor
        torch.randn                                    torch.Tensor
        torch.from_numpy                               torch.Tensor
        torch.nn.Parameter
        torch.device
        torch.dtype
        """,
        Verdict.CROSSES,
        "a tensor",
        _WHOLE,
    ),
    *rows(
        """
        torch.nn.Module
        torch.nn.Linear
        torch.nn.Sequential
        torch.nn.CrossEntropyLoss
        torch.optim.Adam
        torch.optim.lr_scheduler.StepLR
        torch.amp.GradScaler
        """,
        Verdict.CROSSES,
        "a part of a PyTorch model",
        _MODEL,
    ),
    *rows(
        """
        torch.utils.data.TensorDataset
        torch.utils.data.random_split                  builtins.list
        torch.utils.data.DataLoader
        """,
        Verdict.CROSSES,
        "a dataset of PyTorch",
        "is saved with its data",
    ),
    *rows(
        """
        torch.utils.data.DataLoader.__iter__           torch.utils.data.dataloader._BaseDataLoaderIter
        """,
        Verdict.REFUSED,
        "an iterator over a data loader",
        "cannot be saved with its position",
        "pass the data loader",
    ),
    *rows(
        """
        torch.Generator
        """,
        Verdict.CROSSES,
        "a random number generator of PyTorch",
        "is saved with its state",
    ),
    *rows(
        """
        torch.jit.script                               torch.jit.ScriptModule
        torch.jit.trace                                torch.jit.ScriptModule
        torch.jit.ScriptModule
        torch.compile
        """,
        Verdict.CROSSES,
        "a compiled model",
        _MODEL,
    ),
    *rows(
        """
        torch.cuda.Stream
        torch.cuda.Event
        """,
        Verdict.REFUSED,
        "a stream of a GPU",
        "belongs to one process",
        _CREATE,
    ),
    *rows(
        """
        torch.utils.tensorboard.SummaryWriter
        tensorflow.summary.create_file_writer          tensorflow.summary.SummaryWriter
        """,
        Verdict.REFUSED,
        "a writer of logs",
        "writes to a file that is open in one process only",
        _CREATE,
    ),
    *rows(
        """
        torch.profiler.profile
        """,
        Verdict.REFUSED,
        "a profiler",
        "belongs to one process",
        "pass the table, such as `profile.key_averages().table()`",
    ),
    *rows(
        """
        lightning.Trainer
        pytorch_lightning.Trainer
        transformers.Trainer
        """,
        Verdict.CROSSES,
        "a trainer",
        "is saved with its model and its settings",
    ),
    *rows(
        """
        tensorflow.constant                            tensorflow.Tensor
        tensorflow.Tensor
        tensorflow.Variable
        tensorflow.ragged.constant                     tensorflow.RaggedTensor
        """,
        Verdict.CROSSES,
        "a tensor",
        _WHOLE,
    ),
    *rows(
        """
        tensorflow.data.Dataset.from_tensor_slices     tensorflow.data.Dataset
        tensorflow.data.Dataset
        """,
        Verdict.CROSSES,
        "a dataset of TensorFlow",
        "is saved with its data",
    ),
    *rows(
        """
        tensorflow.data.Dataset.__iter__
        tensorflow.data.Dataset.as_numpy_iterator
        """,
        Verdict.REFUSED,
        "an iterator over a dataset",
        "cannot be saved with its position",
        "pass the dataset",
    ),
    *rows(
        """
        tensorflow.distribute.MirroredStrategy
        """,
        Verdict.REFUSED,
        "a distribution strategy",
        "belongs to one process",
        _CREATE,
    ),
    *rows(
        """
        tensorflow.compat.v1.Session
        """,
        Verdict.REFUSED,
        "a TensorFlow session",
        "belongs to one process",
        _CREATE,
    ),
    *rows(
        """
        tensorflow.lookup.StaticHashTable
        """,
        Verdict.REFUSED,
        "a lookup table of TensorFlow",
        "belongs to one process",
        _CREATE,
    ),
    *rows(
        """
        tensorflow.GradientTape
        """,
        Verdict.REFUSED,
        "a gradient tape",
        "belongs to one process",
        _CREATE,
    ),
    *rows(
        """
        tensorflow.function
        """,
        Verdict.REFUSED,
        "a function of TensorFlow",
        "belongs to one process",
        "pass the plain function, and wrap it in each step",
    ),
    *rows(
        """
        tensorflow.random.Generator.from_seed          tensorflow.random.Generator
        tensorflow.random.Generator
        tensorflow.train.Checkpoint
        """,
        Verdict.CROSSES,
        "a variable of TensorFlow",
        "is saved with its values",
    ),
    *rows(
        """
        tensorflow.io.gfile.GFile
        """,
        Verdict.DEAD,
        "an open file",
        "is saved as a path, without the file",
        "pass its path, and open it in each step",
    ),
    *rows(
        """
        tensorflow.saved_model.load
        """,
        Verdict.CROSSES,
        "a loaded model",
        _MODEL,
    ),
    *rows(
        """
        keras.Model
        keras.Sequential
        keras.models.Sequential                        keras.Sequential
        keras.models.Model                             keras.Model
        keras.models.load_model                        keras.Model
        tensorflow.keras.Model                         keras.Model
        tensorflow.keras.Sequential                    keras.Sequential
        tensorflow.keras.models.Sequential             keras.Sequential
        tensorflow.keras.models.Model                  keras.Model
        tensorflow.keras.models.load_model             keras.Model
        """,
        Verdict.CROSSES,
        "a Keras model",
        _MODEL,
    ),
    *rows(
        """
        keras.layers.Dense
        keras.optimizers.Adam
        keras.losses.MeanSquaredError
        tensorflow.keras.layers.Dense                  keras.layers.Dense
        tensorflow.keras.optimizers.Adam               keras.optimizers.Adam
        """,
        Verdict.CROSSES,
        "a part of a Keras model",
        _WHOLE,
    ),
    *rows(
        """
        keras.Model.fit                                keras.callbacks.History
        keras.callbacks.History
        tensorflow.keras.callbacks.History             keras.callbacks.History
        """,
        Verdict.CROSSES,
        "a training history",
        "is saved with the model",
    ),
    *rows(
        """
        keras.utils.PyDataset
        keras.utils.Sequence                           keras.utils.PyDataset
        tensorflow.keras.utils.Sequence                keras.utils.PyDataset
        """,
        Verdict.CROSSES,
        "a data generator of Keras",
        "is saved with its data",
    ),
    *rows(
        """
        jax.numpy.array                                jax.Array
        jax.numpy.zeros                                jax.Array
        jax.Array
        jax.random.key                                 jax.Array
        jax.random.PRNGKey                             jax.Array
        """,
        Verdict.CROSSES,
        "an array of JAX",
        _WHOLE,
    ),
    *rows(
        """
        jax.grad                                       types.FunctionType
        jax.jit
        jax.vmap                                       types.FunctionType
        """,
        Verdict.CROSSES,
        "a transformed function",
        "is saved with what it needs",
    ),
    *rows(
        """
        jax.devices                                    builtins.list
        """,
        Verdict.REFUSED,
        "a list of devices",
        "belongs to one pod",
        "ask for them in each step",
    ),
    *rows(
        """
        transformers.BertModel
        transformers.BertConfig
        transformers.AutoModel.from_pretrained         transformers.PreTrainedModel
        transformers.AutoTokenizer.from_pretrained     transformers.PreTrainedTokenizerBase
        transformers.PreTrainedModel
        transformers.PreTrainedTokenizerFast
        transformers.pipeline                          transformers.Pipeline
        transformers.Pipeline
        transformers.TrainingArguments
        tokenizers.Tokenizer
        sentence_transformers.SentenceTransformer
        """,
        Verdict.CROSSES,
        "a model or a tokenizer",
        _MODEL,
    ),
    *rows(
        """
        transformers.TextIteratorStreamer
        """,
        Verdict.REFUSED,
        "a stream of text",
        "connects threads of one process",
        "pass the text",
    ),
    *rows(
        """
        datasets.Dataset.from_dict                     datasets.Dataset
        datasets.Dataset
        datasets.DatasetDict
        """,
        Verdict.CROSSES,
        "a dataset",
        "is saved with its data",
    ),
    *rows(
        """
        datasets.load_dataset                          datasets.DatasetDict
        datasets.load_from_disk                        datasets.Dataset
        datasets.Dataset.from_generator                datasets.Dataset
        datasets.Dataset.from_csv                      datasets.Dataset
        """,
        Verdict.REFUSED,
        "a dataset on disk",
        "is saved as a path, without the data",
        "save it to a volume with `dataset.save_to_disk(path)`, and load it in each step",
    ),
    *rows(
        """
        onnxruntime.InferenceSession
        """,
        Verdict.REFUSED,
        "an inference session",
        "is memory of a C++ library",
        "pass the path or the bytes of the model, and open it in each step",
    ),
    *rows(
        """
        onnx.load                                      onnx.ModelProto
        onnx.ModelProto
        """,
        Verdict.CROSSES,
        "an ONNX model",
        _WHOLE,
    ),
)
