"""The tests that a file holds: unittest, doctest, and plain functions and classes as pytest reads them."""

import sys
import time
from pathlib import PurePosixPath

from ..faults import STOPPED, attempt
from ..program import compile_file, new_module, run_code
from . import examples, functions, suites
from .asserts import explain_asserts
from .results import Results

NOTHING_FOUND = 5


def run_tests(path):
    """The exit code: 0, 1 where a test failed, 5 where there is none."""
    begin = time.perf_counter()
    results = Results()
    module = new_module(PurePosixPath(path).stem, path)
    with suites.without_main():
        code = attempt(lambda: run_code(compile_file(path, explain_asserts), module.__dict__))
    if code:
        return code

    def judge():
        suites.run(module, results)
        functions.run(module, results)
        examples.run(module, results)

    code = attempt(judge)
    if code == 0 and not results.counts:
        print(f"No tests were found in {sys.argv[0]}: no unittest.TestCase, no function test_…, no >>> examples.")
        return NOTHING_FOUND
    print(results.summary(time.perf_counter() - begin))
    if code == STOPPED:
        return STOPPED
    return 1 if code or results.counts["failed"] else 0
