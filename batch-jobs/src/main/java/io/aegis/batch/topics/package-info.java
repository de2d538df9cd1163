/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Topics that operators made, on rows that are there already: looked through after the list has changed, and compared with
 * examples once they have a vector. What a removed topic left behind is taken off.
 */
package io.aegis.batch.topics;
