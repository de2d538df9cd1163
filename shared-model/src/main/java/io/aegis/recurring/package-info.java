/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The scheduler of small tasks that recur while a process runs: refreshing, polling, writing behind. What is to happen at a time of
 * day is the batch application's, which keeps schedules in the database.
 */
package io.aegis.recurring;
