/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Routes for administrators: statistics, and healing that is asked for now. What they show is read from the database and from
 * this process's own meters.
 */
package io.aegis.online.admin;
