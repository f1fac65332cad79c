"""What botocore reads of AWS as a client is made, without what no call of ours needs.

A model has every operation of a service, and botocore makes a method of each as it starts.
"""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

OPERATIONS = {
    "dynamodb": {
        *("GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems"),
        "DescribeEndpoints",  # botocore asks the model whether there is one
    },
    "ssm": {"GetParametersByPath"},
}
TABLE_OF_ENDPOINTS = "endpoints.json"

Json = dict[str, Any]


def slim(data: Path) -> None:
    """The folder `botocore/data` of a package."""
    for service, operations in OPERATIONS.items():
        for packed in (data / service).rglob("service-2.json.gz"):
            model = _slim_model(json.loads(gzip.decompress(packed.read_bytes())), operations)
            _write(packed.with_suffix(""), model)
            packed.unlink()
    endpoints = data / TABLE_OF_ENDPOINTS
    _write(endpoints, _slim_endpoints(json.loads(endpoints.read_bytes())))


def _slim_model(model: Json, names: set[str]) -> Json:
    operations = {name: model["operations"][name] for name in sorted(names)}
    shapes: Json = {}
    wanted = list(_shapes_in(operations))
    while wanted:
        name = wanted.pop()
        if name not in shapes:
            shapes[name] = model["shapes"][name]
            wanted += _shapes_in(shapes[name])
    model = model | {"operations": operations, "shapes": shapes}
    return {name: _without_documentation(part) for name, part in model.items()}


def _shapes_in(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("shape"), str):
            yield part["shape"]
        for inner in part.values():
            yield from _shapes_in(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _shapes_in(inner)


def _without_documentation(part: Any) -> Any:
    if isinstance(part, dict):
        return {
            name: _without_documentation(inner)
            for name, inner in part.items()
            if name != "documentation" or not isinstance(inner, str)
        }
    if isinstance(part, list):
        return [_without_documentation(inner) for inner in part]
    return part


def _slim_endpoints(endpoints: Json) -> Json:
    for partition in endpoints["partitions"]:
        services = partition["services"]
        partition["services"] = {name: services[name] for name in OPERATIONS if name in services}
    return endpoints


def _write(path: Path, content: Json) -> None:
    path.write_text(json.dumps(content, sort_keys=True, separators=(",", ":")))
