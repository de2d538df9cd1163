/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.jobs;

/**
 * How far the step executions are that a job execution has handed out.
 *
 * @param open wait or are worked on
 * @param failed have ended without success
 */
public record PartitionProgress(long open, long failed) {}
