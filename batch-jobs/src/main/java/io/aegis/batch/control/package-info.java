/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Job control: launches, restarts and stops executions, each instance on one process at a time; fires schedules and works the queue of requested launches off.
 * Heartbeats, launch locks and the leases of parts in the database tell the living from the dead; orphaned executions are ended and, where the job allows it, resumed.
 */
package io.aegis.batch.control;
