import { log } from '../../../../src/backend/aws/log.ts';

// These tests cause hundreds of crashes, and nobody wants to read the log of them.
log.setLogLevel('SILENT');
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
