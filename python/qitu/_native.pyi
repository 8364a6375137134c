from typing import Any, Optional

__version__: str

class Catalogue:
    """A catalogue (`qitu.catalogue/1`) that was read strictly. It pickles."""

    def __init__(self, data: bytes, name: str = "catalogue") -> None: ...
    @property
    def id(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def kinds(self) -> int:
        """How many kinds of riders were planned in this process."""
    def answer(
        self,
        lines: list[str],
        *,
        objective: Optional[str] = None,
        max_nodes: Optional[int] = None,
        threads: Optional[int] = None,
        lenient: bool = False,
        steps: bool = False,
    ) -> dict[str, list[Any]]: ...
