/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What both applications ask of every request before they look at what it wants: by which name it was called, which page sent it,
 * which key and which id came with it, and how large it is. They decide it by the classes here.
 */
package io.aegis.access;
