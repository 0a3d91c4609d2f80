package io.cartostream.models.compile;

import java.math.BigDecimal;

/** Floating-point numbers as Python's {@code repr} prints them. */
final class PythonNumber {
    private static final int FIRST_SCIENTIFIC = 16;
    private static final int LAST_SCIENTIFIC = -5;

    private PythonNumber() {}

    /** The number with a fraction, {@code 3.0}, or with an exponent of two digits at least, {@code 1e+16}. */
    static String text(double number) {
        if (number == 0) {
            return Double.toString(number);
        }
        BigDecimal decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        int exponent = decimal.precision() - decimal.scale() - 1;
        if (exponent >= FIRST_SCIENTIFIC || exponent <= LAST_SCIENTIFIC) {
            String digits = decimal.unscaledValue().abs().toString();
            return (number < 0 ? "-" : "")
                    + digits.charAt(0)
                    + (digits.length() == 1 ? "" : "." + digits.substring(1))
                    + (exponent < 0 ? "e-" : "e+")
                    + (Math.abs(exponent) < 10 ? "0" : "")
                    + Math.abs(exponent);
        }
        String plain = decimal.toPlainString();
        return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
}
