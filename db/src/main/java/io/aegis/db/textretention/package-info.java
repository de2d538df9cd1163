/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * For how long texts are kept, by the source that they came from, and their erasure after it. A text of several sources is kept as
 * long as the longest of them says.
 */
package io.aegis.db.textretention;
