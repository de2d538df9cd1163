/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What a job is to the control of jobs: the interface that jobs plug in by. It knows neither how jobs are launched nor any
 * single one.
 */
package io.aegis.batch.jobs;
