"""Examples in docstrings."""

import doctest
import time

from ..faults import ROOT, with_own_paths


def run(module, results):
    for test in doctest.DocTestFinder().find(module, module.__name__):
        if test.examples:
            run_examples(test, results)


class Runner(doctest.DocTestRunner):
    first_failure = None

    def report_failure(self, out, test, example, got):
        self._remember(test, example)
        super().report_failure(out, test, example, got)

    def report_unexpected_exception(self, out, test, example, exc_info):
        self._remember(test, example)
        if isinstance(exc_info[1], KeyboardInterrupt):
            raise exc_info[1]
        super().report_unexpected_exception(out, test, example, exc_info)

    def _remember(self, test, example):
        if self.first_failure is None and test.lineno is not None:
            self.first_failure = test.lineno + example.lineno + 1


def run_examples(test, results):
    runner = Runner(verbose=False)
    said = []
    begin = time.perf_counter()
    failed, _ = runner.run(test, out=said.append)
    seconds = time.perf_counter() - begin
    path = ["doctest", test.name]
    if not failed:
        results.passed(path, seconds)
        return
    message = with_own_paths("".join(said)).replace("*" * 70 + "\n", "")
    results.failed_at(
        path,
        seconds,
        message=message,
        file=test.filename[len(ROOT) + 1 :] if (test.filename or "").startswith(f"{ROOT}/") else None,
        line=runner.first_failure,
    )
