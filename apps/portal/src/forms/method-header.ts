/** The request header in which the proxy hands on how the page was asked for. */
export const METHOD_HEADER = "x-portal-method";
