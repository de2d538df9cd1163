/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Times in which work is done on a system. What is found in them is judged and stored as ever, and alerts nobody.
 */
package io.aegis.monitoring.maintenance;
