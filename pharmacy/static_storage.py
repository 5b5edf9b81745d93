"""How static files are kept: named by their content, compressed once."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """A script that imports another names it by its content too."""

    support_js_module_import_aggregation = True
