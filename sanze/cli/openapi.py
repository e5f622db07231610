"""`sanze openapi`: the description of the open interface."""

import json
import sys

import click

from sanze.config.urls import api


@click.command()
@click.option("--output", type=click.File("w", encoding="utf-8"), default=sys.stdout, help="写到文件 · write to a file")
def openapi(output) -> None:
    """输出接口说明（OpenAPI 3.1）。 Print the OpenAPI 3.1 document."""
    described = api.get_openapi_schema(path_prefix="/api/v1/")
    json.dump(described, output, ensure_ascii=False, indent=1, sort_keys=True)
    output.write("\n")
