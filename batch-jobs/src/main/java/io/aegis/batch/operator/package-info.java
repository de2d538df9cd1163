/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The operator API: jobs, executions, schedules and processes over HTTP, for holders of an admin key. It reads Spring Batch's
 * own tables, and leaves what is to happen to the control of jobs.
 */
package io.aegis.batch.operator;
