"""Grade folders one after the other with one worker, as `batch.py STAGE FOLDER...`.

Prints JSON: the tier of isolation, how many folders got full marks, and the seconds of each.
"""

import json
import sys
from pathlib import Path

from penilai import language, score, stage
from penilai.grade import Grader


def main(name, *folders):
    language.choose("id")
    with Grader(stage.find()[name]) as grader:
        reports = [grader.grade(Path(folder), seed) for seed, folder in enumerate(folders)]
    full = [score.earned(report) == score.possible(report) for report in reports]
    seconds = [round(report.seconds, 4) for report in reports]
    print(json.dumps({"tier": grader.isolation, "full": sum(full), "seconds": seconds}))


if __name__ == "__main__":
    main(*sys.argv[1:])
