"""What a box is given at its start."""


class Cargo:
    """The submission's `files` by name, the code of the call `filter`, more `environment`,
    and the names of the `packages` that can be imported from `limits.PACKAGES`.

    `code` holds the programs compiled, by name, once that is done.
    """

    def __init__(
        self,
        files: dict[str, bytes],
        filter: bytes,
        environment: dict[str, str],
        packages: tuple[str, ...],
    ) -> None:
        self.files, self.filter, self.environment = files, filter, environment
        self.packages = packages
        self.code: dict[str, object] = {}
