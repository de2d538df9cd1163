/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.jobs;

/**
 * The right to work on a step execution that was handed out.
 *
 * @param stepExecutionId which
 * @param attempts how often it was taken up since its work last committed, this time included
 */
public record PartitionLease(long stepExecutionId, int attempts) {}
