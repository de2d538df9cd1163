/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Routing rules as they are stored, the feedback that is still to be routed, and what each rule did. A rule takes a row once, however
 * often either is looked at.
 */
package io.aegis.db.routing;
