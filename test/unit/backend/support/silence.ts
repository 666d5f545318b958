import { log } from '../../../../src/backend/aws/log.ts';

// Crashes by the hundred are what these tests are about; the log of them is not.
log.setLogLevel('SILENT');
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
