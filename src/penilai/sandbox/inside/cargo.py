"""What a box is given for a submission."""


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

    def sources(self) -> list[bytes]:
        """The texts of its programs and modules."""
        return [data for name, data in self.files.items() if name.endswith(".py")]
