"""Metrics of a step. Shipped inside every generated file (see `source.py`)."""
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False


def _log_metrics(step, main, metrics, artifact):
    """Log variables as KFP metrics, under their labels."""
    import math

    for label, name in metrics.items():
        metric = f"step '{step}', metric '{label}'"
        if name not in vars(main):
            raise RuntimeError(f"{metric}: `{name}` has no value")
        value = vars(main)[name]
        try:
            if isinstance(value, (str, bytes)):
                raise TypeError
            number = float(value.item() if hasattr(value, "item") else value)
        except (ArithmeticError, RuntimeError, TypeError, ValueError):
            problem = f"`{name}` is no number but {type(value)}: {value!r}"
            raise RuntimeError(f"{metric}: {problem:.200}") from None
        if math.isfinite(number):
            artifact.log_metric(label, number)
        else:
            print(f"{metric} is {number}, which KFP cannot store: left out")
