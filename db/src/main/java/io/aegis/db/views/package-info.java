/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Filters of feedback that people saved under a name. A view is its owner's alone, or shared with everybody.
 */
package io.aegis.db.views;
