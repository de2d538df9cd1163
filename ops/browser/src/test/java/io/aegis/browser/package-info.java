/* SPDX-License-Identifier: GPL-3.0-or-later */
/** People at work on the dashboard, in a real browser, on both packaged applications. They need a Chromium. */
package io.aegis.browser;
