/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The operator API: jobs, executions, schedules and processes over HTTP, for holders of an admin key. */
package io.aegis.batch.operator;
