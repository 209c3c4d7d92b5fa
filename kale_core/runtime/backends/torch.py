"""PyTorch modules, tensors, optimizers. Shipped where a notebook may need it (see `source.py`)."""
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False, ignore-missing-imports


def _save_torch(value, folder, pickling):
    """Save with torch.save: tensors that share memory go on sharing it.

    It leaves gradients behind. Compiled TorchScript has a format of its own.
    """
    import torch

    if isinstance(value, (torch.jit.ScriptModule, torch.jit.ScriptFunction)):
        torch.jit.save(value, str(folder / "value.jit"))
    else:
        torch.save(value, folder / "value.pt", pickle_module=pickling)
    return True


def _load_torch(folder, pickling):
    """Load to the device that it was on, or to the CPU if there is no GPU."""
    import torch

    device = None if torch.cuda.is_available() else "cpu"
    if (folder / "value.jit").exists():
        return torch.jit.load(str(folder / "value.jit"), device)
    return torch.load(
        folder / "value.pt",
        map_location=device,
        pickle_module=pickling,
        weights_only=False,
    )
