/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import org.springframework.batch.core.step.StepExecution;

/** Is told of the parts that this process works on. A bean of this type takes part. Thread-safe. */
public interface PartitionListener {

    /** Work begins on a part, of which others may have done some before: its counts tell. */
    void begins(StepExecution execution);

    /** Work on a part ends here, whether or not others go on with it. */
    void ended(StepExecution execution);
}
