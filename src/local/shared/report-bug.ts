/** Called with bugs of the server, of which clients learn no details. */
export type ReportBug = (error: unknown) => void;
