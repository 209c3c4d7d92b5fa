"""Values of pipeline parameters. Shipped inside every generated file (see `source.py`)."""
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False


def _typed(value, default):
    """Give a parameter's numbers the types that its default declares.

    KFP carries the numbers in lists and dicts as doubles: [1, 2] arrives as
    [1.0, 2.0]. Each gets the type of the number at its place in the default;
    where the default has no such place, the type that all its numbers share.
    2.5 for an int stays 2.5; bools and strings are never touched.
    """
    samples = {type(number): number for number in _numbers(default)}
    other = samples.popitem()[1] if len(samples) == 1 else None
    if isinstance(value, list):
        likes = default if isinstance(default, list) else []
        likes = likes + [other] * (len(value) - len(likes))
        return [_typed(item, likes[i]) for i, item in enumerate(value)]
    if isinstance(value, dict):
        like = default if isinstance(default, dict) else {}
        return {k: _typed(value[k], like.get(k, other)) for k in value}
    if type(value) is int and type(default) is float:
        return float(value)
    if type(value) is float and type(default) is int and value.is_integer():
        return int(value)
    return value


def _numbers(value):
    """List the numbers in a literal, at any depth."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [number for item in value for number in _numbers(item)]
    return [value] if type(value) in (int, float) else []
