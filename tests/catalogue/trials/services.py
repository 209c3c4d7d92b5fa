"""Trials of clients, none of which has an account."""

from __future__ import annotations

from kale_core.catalogue import Verdict
from tests.catalogue.trial import Like, Trial, Untried

_KEYS = "aws_access_key_id='a', aws_secret_access_key='b', region_name='eu-west-1'"
_BOTO = "import botocore.client, boto3.resources.base, botocore.paginate\n"
_SESSION = f"boto3.session.Session({_KEYS})"
_GOOGLE = "import google.auth.credentials\nnobody = google.auth.credentials.AnonymousCredentials()\n"
_STORAGE = _GOOGLE + "import google.cloud.storage\nc = google.cloud.storage.Client('p', nobody)\n"
_BIGQUERY = _GOOGLE + "import google.cloud.bigquery\nc = google.cloud.bigquery.Client('p', nobody)\n"
_CLUSTER = "import kubernetes\nc = kubernetes.client.ApiClient(kubernetes.client.Configuration(host=http_server()))\n"
_AZURE = (
    "import azure.storage.blob\nkey = {'account_name': 'a', 'account_key': 'YQ=='}\n"
    "c = azure.storage.blob.BlobServiceClient('http://localhost:1/a', key)\n"
    "raised(c.get_account_information, retry_total=0)\n"
)
_AZURE_ASKS = "raised(it.get_account_information, retry_total=0) == 'ServiceRequestError'"
_OPENAI = "api_key='a'"

TRIALS: dict[str, Trial | Like | Untried] = {
    "boto3.client": Trial(_BOTO + f"boto3.client('s3', {_KEYS})"),
    "boto3.resource": Trial(_BOTO + f"boto3.resource('s3', {_KEYS})"),
    "boto3.Session": Trial(
        f"import boto3.session\nboto3.Session({_KEYS})",
        "it.client('s3').meta.region_name == 'eu-west-1'",
        taken_for=Verdict.REFUSED,
    ),
    "boto3.session.Session": Like("boto3.Session", taken_for=Verdict.REFUSED),
    "boto3.session.Session.client": Trial(_BOTO + _SESSION + ".client('s3')"),
    "boto3.session.Session.resource": Trial(_BOTO + _SESSION + ".resource('s3')"),
    "botocore.client.BaseClient": Like("boto3.client"),
    "botocore.client.BaseClient.get_paginator": Trial(
        _BOTO + f"import boto3\nboto3.client('s3', {_KEYS}).get_paginator('list_objects_v2')"
    ),
    "botocore.session.get_session": Trial(
        "botocore.session.get_session()", "it.get_available_services()", taken_for=Verdict.REFUSED
    ),
    "google.cloud.storage.Client": Trial(_STORAGE + "c", needs="google.cloud.storage"),
    "google.cloud.storage.Client.bucket": Trial(_STORAGE + "c.bucket('b')", needs="google.cloud.storage"),
    "google.cloud.storage.Bucket": Like("google.cloud.storage.Client.bucket"),
    "google.cloud.storage.Bucket.blob": Trial(_STORAGE + "c.bucket('b').blob('f')", needs="google.cloud.storage"),
    "google.cloud.storage.Blob": Like("google.cloud.storage.Bucket.blob"),
    "google.cloud.bigquery.Client": Trial(_BIGQUERY + "c", needs="google.cloud.bigquery"),
    "google.cloud.bigquery.Client.query": Trial(
        _BIGQUERY + "google.cloud.bigquery.QueryJob('j', 'select 1', c)", needs="google.cloud.bigquery"
    ),
    "azure.storage.blob.BlobServiceClient": Trial(
        _AZURE + "c", _AZURE_ASKS, needs="azure.storage.blob", taken_for=Verdict.REFUSED
    ),
    "azure.storage.blob.BlobServiceClient.from_connection_string": Trial(
        "azure.storage.blob.BlobServiceClient.from_connection_string("
        "'AccountName=a;AccountKey=YQ==;BlobEndpoint=http://localhost:1/a')",
        _AZURE_ASKS,
        needs="azure.storage.blob",
        taken_for=Verdict.REFUSED,
    ),
    "azure.storage.blob.BlobServiceClient.get_container_client": Trial(
        _AZURE + "c.get_container_client('b')", _AZURE_ASKS, needs="azure.storage.blob", taken_for=Verdict.REFUSED
    ),
    "azure.storage.blob.BlobServiceClient.get_blob_client": Trial(
        _AZURE + "c.get_blob_client('b', 'f')", _AZURE_ASKS, needs="azure.storage.blob", taken_for=Verdict.REFUSED
    ),
    "azure.storage.blob.ContainerClient": Like(
        "azure.storage.blob.BlobServiceClient.get_container_client", taken_for=Verdict.REFUSED
    ),
    "azure.storage.blob.BlobClient": Like(
        "azure.storage.blob.BlobServiceClient.get_blob_client", taken_for=Verdict.REFUSED
    ),
    "azure.identity.DefaultAzureCredential": Trial(
        "c = azure.identity.DefaultAzureCredential()\nraised(c.get_token, 'scope')\nc",
        "raised(it.get_token, 'scope') == 'ClientAuthenticationError'",
        needs="azure.identity",
        taken_for=Verdict.REFUSED,
    ),
    "minio.Minio": Trial("minio.Minio('localhost:1', access_key='a', secret_key='b')"),
    "kubernetes.client.CoreV1Api": Trial(_CLUSTER + "kubernetes.client.CoreV1Api(c)"),
    "kubernetes.client.AppsV1Api": Trial(_CLUSTER + "kubernetes.client.AppsV1Api(c)"),
    "kubernetes.client.BatchV1Api": Trial(_CLUSTER + "kubernetes.client.BatchV1Api(c)"),
    "kubernetes.client.CustomObjectsApi": Trial(_CLUSTER + "kubernetes.client.CustomObjectsApi(c)"),
    "kubernetes.client.ApiClient": Trial(_CLUSTER + "c"),
    "kubernetes.dynamic.DynamicClient": Trial(
        _CLUSTER.replace("http_server()", 'http_server(b\'{"kind": "None", "versions": [], "groups": []}\')')
        + "kubernetes.dynamic.DynamicClient(c, cache_file='f')"
    ),
    "kubernetes.watch.Watch": Trial("kubernetes.watch.Watch()", "it.stop() is None"),
    "kfp.Client": Trial("kfp.Client(host=http_server(), namespace='n')"),
    "kfp.client.Client": Like("kfp.Client"),
    "kubernetes.client.V1Pod": Trial("kubernetes.client.V1Pod(kind='Pod')", "it.kind == 'Pod'"),
    "kubernetes.client.Configuration": Trial("kubernetes.client.Configuration(host='h')", "it.host == 'h'"),
    "kfp.dsl.Dataset": Trial("kfp.dsl.Dataset(uri='s3://a')", "it.uri == 's3://a'"),
    "kfp.dsl.Model": Trial("kfp.dsl.Model(uri='s3://a')", "it.uri == 's3://a'"),
    "openai.OpenAI": Trial(f"openai.OpenAI({_OPENAI})"),
    "openai.AsyncOpenAI": Trial(f"openai.AsyncOpenAI({_OPENAI})"),
    "openai.AzureOpenAI": Trial(f"openai.AzureOpenAI({_OPENAI}, api_version='1', azure_endpoint='http://localhost')"),
    "anthropic.Anthropic": Trial("anthropic.Anthropic(api_key='a')"),
    "langchain_openai.ChatOpenAI": Trial("langchain_openai.ChatOpenAI(api_key='a')"),
    "huggingface_hub.HfApi": Trial(
        "huggingface_hub.HfApi(endpoint='http://localhost')", "it.endpoint == 'http://localhost'"
    ),
    "mlflow.MlflowClient": Trial(
        "import mlflow.tracking\nmlflow.MlflowClient('http://localhost:1')", "it.tracking_uri == 'http://localhost:1'"
    ),
    "mlflow.tracking.MlflowClient": Like("mlflow.MlflowClient"),
    "mlflow.set_experiment": Trial(
        "import mlflow.entities\nmlflow.set_tracking_uri('sqlite:///f.db')\nmlflow.set_experiment('a')",
        "it.name == 'a'",
    ),
    "mlflow.start_run": Trial(
        "mlflow.set_tracking_uri('sqlite:///f.db')\nwhile mlflow.active_run(): mlflow.end_run()\nmlflow.start_run()",
        "mlflow.active_run().info.run_id == it.info.run_id",
    ),
    "wandb.init": Trial(
        "wandb.init(mode='offline')", "it.log({'a': 1}) is None and it.summary['a'] == 1", taken_for=Verdict.REFUSED
    ),
    "tqdm.tqdm": Trial("tqdm.tqdm([1])"),
    "tqdm.trange": Trial("tqdm.trange(1)"),
    "tqdm.std.tqdm": Like("tqdm.tqdm"),
    "tqdm.auto.tqdm": Trial("tqdm.auto.tqdm([1])"),
    "tqdm.auto.trange": Trial("tqdm.auto.trange(1)"),
    "tqdm.notebook.tqdm": Trial("tqdm.notebook.tqdm([1])", needs="ipywidgets"),
    "IPython.get_ipython": Trial("import IPython.core.interactiveshell\nIPython.get_ipython()", ipython=True),
    "IPython.display.HTML": Trial("IPython.display.HTML('<p>')", "it.data == '<p>'"),
    "IPython.display.Image": Trial("IPython.display.Image(data=b'a', format='png')", "it.data == b'a'"),
    "IPython.display.Markdown": Trial("IPython.display.Markdown('a')", "it.data == 'a'"),
    "ipywidgets.IntSlider": Trial("ipywidgets.IntSlider(3)", "it.value == 3"),
    "ipywidgets.Output": Trial("ipywidgets.Output()", "it.outputs == ()"),
    "ipywidgets.interact": Trial(
        "ipywidgets.interact(lambda n: n, n=3)",
        "it(1) == 1 and it.widget.children[0].value == 3",
        taken_for=Verdict.REFUSED,
    ),
}
