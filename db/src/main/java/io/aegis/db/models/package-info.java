/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Trained models, and what they are trained and judged on: imported incidents and operators' labels. One model of a kind and
 * service is active at a time.
 */
package io.aegis.db.models;
