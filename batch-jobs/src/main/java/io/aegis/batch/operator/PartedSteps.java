/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.operator;

import io.aegis.batch.control.PartitionWorker;
import io.aegis.db.jobs.StepRow;
import java.util.List;
import java.util.function.ToLongFunction;

/** Steps as an operator wants to see them: one that is done in parts, of which there may be thousands, is one. */
final class PartedSteps {

    private PartedSteps() {}

    /** The steps without their parts, each with what its parts have done so far. */
    static List<StepRow> whole(List<StepRow> steps) {
        return steps.stream()
                .filter(step -> !isPart(step))
                .map(step -> withParts(
                        step,
                        steps.stream()
                                .filter(part -> isPart(part)
                                        && PartitionWorker.stepName(part.name()).equals(step.name()))
                                .toList()))
                .toList();
    }

    /** Whether it is a part of a step. */
    static boolean isPart(StepRow step) {
        return !PartitionWorker.stepName(step.name()).equals(step.name());
    }

    /** A step takes the sums over only when all of its parts have ended. */
    private static StepRow withParts(StepRow step, List<StepRow> parts) {
        return new StepRow(
                step.id(),
                step.name(),
                step.status(),
                sum(step, parts, StepRow::commits),
                sum(step, parts, StepRow::read),
                sum(step, parts, StepRow::filtered),
                sum(step, parts, StepRow::written),
                sum(step, parts, StepRow::skipped),
                sum(step, parts, StepRow::rollbacks),
                step.exitCode(),
                step.exitMessage(),
                step.startedAt(),
                step.endedAt(),
                step.context());
    }

    private static long sum(StepRow step, List<StepRow> parts, ToLongFunction<StepRow> count) {
        return Math.max(count.applyAsLong(step), parts.stream().mapToLong(count).sum());
    }
}
