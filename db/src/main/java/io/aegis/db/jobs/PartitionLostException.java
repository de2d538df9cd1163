/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.jobs;

/** Another process goes on with this step execution, or nobody is to: what was done since its last commit is not to stay. */
public final class PartitionLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PartitionLostException() {
        super("another process goes on with this part");
    }
}
