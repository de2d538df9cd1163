/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What people see: the dashboard, the documentation, and signing in. All files are in the application itself; nothing is
 * fetched from elsewhere.
 */
package io.aegis.online.web;
