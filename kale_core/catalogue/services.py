"""Clients of clouds and services, experiment trackers, and what notebooks show."""

from __future__ import annotations

from kale_core.catalogue.entry import Verdict, rows

_LOCKS = "holds connections and locks of one process"
_CREATE = "create it in each step, with credentials from a `secret:` tag"

ENTRIES = (
    *rows(
        """
        boto3.client                                   botocore.client.BaseClient
        boto3.resource                                 boto3.resources.base.ServiceResource
        boto3.session.Session.client                   botocore.client.BaseClient
        boto3.session.Session.resource                 boto3.resources.base.ServiceResource
        botocore.client.BaseClient
        botocore.client.BaseClient.get_paginator       botocore.paginate.Paginator
        """,
        Verdict.REFUSED,
        "an AWS client",
        _LOCKS,
        _CREATE,
    ),
    *rows(
        """
        google.cloud.storage.Client
        google.cloud.bigquery.Client
        """,
        Verdict.REFUSED,
        "a Google Cloud client",
        _LOCKS,
        _CREATE,
    ),
    *rows(
        """
        google.cloud.storage.Bucket.blob               google.cloud.storage.Blob
        google.cloud.storage.Blob
        """,
        Verdict.REFUSED,
        "a blob of Google Cloud Storage",
        _LOCKS,
        _CREATE,
    ),
    *rows(
        """
        google.cloud.storage.Client.bucket             google.cloud.storage.Bucket
        google.cloud.storage.Bucket
        """,
        Verdict.REFUSED,
        "a bucket of Google Cloud Storage",
        _LOCKS,
        _CREATE,
    ),
    *rows(
        """
        google.cloud.bigquery.Client.query             google.cloud.bigquery.QueryJob
        """,
        Verdict.REFUSED,
        "a query that is under way",
        _LOCKS,
        "pass its result, such as `job.to_dataframe()`",
    ),
    *rows(
        """
        kubernetes.client.CoreV1Api
        kubernetes.client.AppsV1Api
        kubernetes.client.BatchV1Api
        kubernetes.client.CustomObjectsApi
        kubernetes.client.ApiClient
        kubernetes.dynamic.DynamicClient
        kubernetes.watch.Watch
        """,
        Verdict.REFUSED,
        "a Kubernetes client",
        _LOCKS,
        _CREATE,
    ),
    *rows(
        """
        kfp.Client
        kfp.client.Client                              kfp.Client
        """,
        Verdict.REFUSED,
        "a KFP client",
        _LOCKS,
        _CREATE,
    ),
    *rows(
        """
        azure.storage.blob.BlobServiceClient
        azure.storage.blob.BlobServiceClient.from_connection_string  azure.storage.blob.BlobServiceClient
        azure.storage.blob.BlobServiceClient.get_container_client    azure.storage.blob.ContainerClient
        azure.storage.blob.BlobServiceClient.get_blob_client         azure.storage.blob.BlobClient
        azure.storage.blob.ContainerClient
        azure.storage.blob.BlobClient
        azure.identity.DefaultAzureCredential
        """,
        Verdict.CROSSES,
        "an Azure client",
        "is saved with its settings and its credentials",
    ),
    *rows(
        """
        minio.Minio
        """,
        Verdict.REFUSED,
        "a MinIO client",
        _LOCKS,
        _CREATE,
    ),
    *rows(
        """
        kubernetes.client.V1Pod
        kubernetes.client.Configuration
        kfp.dsl.Dataset
        kfp.dsl.Model
        """,
        Verdict.CROSSES,
        "a description",
        "is saved whole",
    ),
    *rows(
        """
        openai.OpenAI
        openai.AsyncOpenAI
        openai.AzureOpenAI
        anthropic.Anthropic
        langchain_openai.ChatOpenAI
        """,
        Verdict.REFUSED,
        "a client of a language model",
        _LOCKS,
        _CREATE,
    ),
    *rows(
        """
        huggingface_hub.HfApi
        mlflow.MlflowClient                            mlflow.tracking.MlflowClient
        mlflow.tracking.MlflowClient
        mlflow.set_experiment                          mlflow.entities.Experiment
        """,
        Verdict.CROSSES,
        "a client of a service",
        "is saved with its settings, and connects anew",
    ),
    *rows(
        """
        boto3.Session                                  boto3.session.Session
        boto3.session.Session
        botocore.session.get_session                   botocore.session.Session
        """,
        Verdict.CROSSES,
        "an AWS session",
        "is saved with its settings and its credentials",
    ),
    *rows(
        """
        mlflow.start_run                               mlflow.ActiveRun
        """,
        Verdict.DEAD,
        "a run of MLflow",
        "is active in one step only",
        "pass `run.info.run_id`, and go on with `mlflow.start_run(run_id=...)`",
    ),
    *rows(
        """
        wandb.init                                     wandb.Run
        """,
        Verdict.DEAD,
        "a run of Weights & Biases",
        "is active in one step only",
        'pass `run.id`, and go on with `wandb.init(id=..., resume="must")`',
    ),
    *rows(
        """
        tqdm.tqdm
        tqdm.trange                                    tqdm.tqdm
        tqdm.std.tqdm                                  tqdm.tqdm
        tqdm.auto.tqdm
        tqdm.auto.trange                               tqdm.auto.tqdm
        tqdm.notebook.tqdm
        """,
        Verdict.REFUSED,
        "a progress bar",
        "writes to a stream of one process",
        "wrap the data in each step",
    ),
    *rows(
        """
        IPython.get_ipython                            IPython.core.interactiveshell.InteractiveShell
        """,
        Verdict.REFUSED,
        "the shell of the notebook",
        "belongs to one process",
        "call `get_ipython()` in each step",
    ),
    *rows(
        """
        IPython.display.HTML
        IPython.display.Image
        IPython.display.Markdown
        """,
        Verdict.CROSSES,
        "something to show",
        "is saved whole",
    ),
    *rows(
        """
        ipywidgets.IntSlider
        ipywidgets.Output
        """,
        Verdict.REFUSED,
        "a widget",
        "is a part of a page that someone looks at",
        "pass its value, such as `slider.value`",
    ),
    *rows(
        """
        ipywidgets.interact
        """,
        Verdict.CROSSES,
        "a function with widgets",
        "is saved with what it needs",
    ),
)
