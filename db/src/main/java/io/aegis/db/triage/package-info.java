/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What colleagues agree on about a row of feedback: whose it is, its tags, whether it is put aside, and what they tell each other.
 * Each change is one of a version that its author saw, and stands in the audit log.
 */
package io.aegis.db.triage;
