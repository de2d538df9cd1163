/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** People at the inbox, each test among texts of its own that a search finds. */
abstract class InboxFixture extends DashboardTest {

    InboxFixture(Product product, Workplace workplace) {
        super(product, workplace);
    }

    Page inbox(String search) {
        Page page = workplace().window(product());
        page.navigate("/#/inbox?q=" + search);
        return page;
    }

    static Locator rows(Page page) {
        return page.locator(".rows .row");
    }
}
