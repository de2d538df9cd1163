/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The control of jobs: who is alive, who runs what, what is asked for and when, and what has been run. */
package io.aegis.db.jobs;
