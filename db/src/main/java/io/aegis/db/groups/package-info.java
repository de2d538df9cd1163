/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Groups of feedback that says the same, and the index by which texts find others that resemble them. Texts join a group by their
 * resemblance to its anchor alone, so that no chain of small differences makes one group of everything.
 */
package io.aegis.db.groups;
