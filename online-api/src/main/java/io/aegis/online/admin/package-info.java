/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Routes for administrators: statistics, and healing that is asked for now. */
package io.aegis.online.admin;
