"""Tests written for unittest."""

import contextlib
import doctest
import time
import unittest

from ..faults import flush


@contextlib.contextmanager
def without_main():
    """A file that runs its tests itself, outside `if __name__ == "__main__"`, leaves that to us."""
    kept = unittest.main, doctest.testmod
    unittest.main = lambda *args, **options: None
    doctest.testmod = lambda *args, **options: doctest.TestResults(0, 0)
    try:
        yield
    finally:
        unittest.main, doctest.testmod = kept


def run(module, results):
    suite = unittest.TestLoader().loadTestsFromModule(module)
    if suite.countTestCases():
        suite.run(Teller(results))
        flush()


class Teller(unittest.TestResult):
    """Hears of the tests of a suite."""

    def __init__(self, results):
        super().__init__()
        self._results = results
        self._begin = 0

    def startTest(self, test):
        super().startTest(test)
        self._begin = time.perf_counter()

    def _seconds(self):
        return time.perf_counter() - self._begin

    def addSuccess(self, test):
        self._results.passed(path_of(test), self._seconds())

    def addFailure(self, test, err):
        self._results.failed(path_of(test), self._seconds(), err[1])

    def addError(self, test, err):
        stop_on_interrupt(err[1])
        self._results.failed(path_of(test), self._seconds(), err[1])

    def addSkip(self, test, reason):
        self._results.skipped(path_of(test), reason)

    def addExpectedFailure(self, test, err):
        self._results.passed(path_of(test), self._seconds())

    def addUnexpectedSuccess(self, test):
        message = "The test is marked as an expected failure, and passed."
        self._results.failed_at(path_of(test), self._seconds(), message)

    def addSubTest(self, test, subtest, err):
        if err is not None:
            path = [*path_of(test), subtest._subDescription()]
            self._results.failed(path, self._seconds(), err[1])


def stop_on_interrupt(error):
    if isinstance(error, KeyboardInterrupt):
        raise error


def path_of(test):
    if isinstance(test, unittest.case._SubTest):
        return [*path_of(test.test_case), test._subDescription()]
    if isinstance(test, unittest.TestCase):
        return [type(test).__qualname__, test._testMethodName]
    # What stands for `setUpClass` and its like.
    return [str(test)]
