/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.browser;

import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One product and one browser for all classes of tests that need no settings of their own; both end with the run. */
final class SharedProduct implements BeforeAllCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(SharedProduct.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        part(context, Product.class);
        part(context, Workplace.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Product.class || type == Workplace.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return part(context, parameter.getParameter().getType());
    }

    private static Object part(ExtensionContext context, Class<?> type) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(type, any -> any == Product.class ? product() : new Workplace(), Object.class);
    }

    private static Product product() {
        try {
            return new Product(Map.of());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
