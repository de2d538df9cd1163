/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What a job is to the control of jobs: the interface that jobs plug in by. */
package io.aegis.batch.jobs;
