"""Puts the course into the wheel, so that `penilai` works away from a clone.

`penilai/_course` is laid out as the repository is, so that the same globs find the stages there.
"""

from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

COURSE = Path("penilai/_course")
STAGES = ("*/stage.toml", "exercises/*/stage.toml")


class CourseHook(BuildHookInterface):
    def initialize(self, version, build_data):
        """Add every stage to a wheel; an editable install finds them in the clone."""
        if version == "editable":
            return
        root = Path(self.root)
        for pattern in STAGES:
            for stage in sorted(root.glob(pattern)):
                for file in self.files(stage.parent):
                    self.include(file, build_data)
        for group in sorted(root.glob("exercises/README.md")):  # a release has it too
            self.include(group, build_data)

    def include(self, file, build_data):
        target = COURSE / file.relative_to(self.root)
        build_data["force_include"][str(file)] = target.as_posix()

    def files(self, folder):
        """Yield the files of a stage and its graded checks; nothing hidden or ignored by git."""
        root = Path(self.root)
        checks = root / "tests" / f"test_{folder.name}.py"
        for file in [*sorted(folder.rglob("*")), checks]:
            path = file.relative_to(root)
            hidden = any(part.startswith(".") for part in path.parts)
            ignored = self.build_config.path_is_excluded(path.as_posix())
            if file.is_file() and not hidden and not ignored:
                yield file
