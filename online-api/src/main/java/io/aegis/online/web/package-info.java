/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What people see: the dashboard, the documentation, and signing in. */
package io.aegis.online.web;
