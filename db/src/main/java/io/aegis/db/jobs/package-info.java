/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The control of jobs: who is alive, who runs what, what is asked for and when, and what has been run. Unique keys and leases
 * see to it that several processes agree.
 */
package io.aegis.db.jobs;
