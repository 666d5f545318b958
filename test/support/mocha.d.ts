// web-test-runner brings mocha's globals into the page; these are the few that browser tests use.
type TestBody = (this: void) => void | Promise<void>;

declare function describe(title: string, body: (this: void) => void): void;
declare function it(title: string, body: TestBody): void;
declare function before(body: TestBody): void;
declare function after(body: TestBody): void;
declare function beforeEach(body: TestBody): void;
declare function afterEach(body: TestBody): void;
